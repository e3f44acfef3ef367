import django.db.models.deletion
import samspel.core.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('actors', '0001_initial'), ('actors', '0002_identities_years_contacts_functions'), ('actors', '0003_first_identities')]

    initial = True

    dependencies = [
        ('kernel', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=40)),
                ('identity', models.CharField(choices=[('number', 'number'), ('personal', 'personal'), ('foreign', 'foreign'), ('none', 'none')], default='number', max_length=8)),
                ('country', models.CharField(default='SE', max_length=2)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('company', 'company'), ('municipality', 'municipality'), ('region', 'region'), ('university', 'university'), ('institute', 'institute'), ('incubator', 'incubator'), ('science_park', 'science_park'), ('cluster', 'cluster'), ('agency', 'agency'), ('association', 'association')], max_length=20)),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.municipality')),
                ('industry', models.CharField(blank=True, help_text='NACE Rev. 2 or SNI code, such as 10.71 or 10710', max_length=6)),
                ('size_class', models.CharField(blank=True, choices=[('micro', 'micro'), ('small', 'small'), ('medium', 'medium'), ('large', 'large')], max_length=6)),
                ('started_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('website', models.URLField(blank=True)),
                ('example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['name'],
                'indexes': [models.Index(fields=['name', 'id'], name='organisation_by_name')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('country', 'number'), name='organisation_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('identity', 'none'), ('number', '')), models.Q(models.Q(('identity', 'none'), _negated=True), models.Q(('number', ''), _negated=True)), _connector='OR'), name='organisation_has_a_number_or_none'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('started_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='organisation_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='actors.organisation')),
                ('name', models.CharField(max_length=200)),
            ],
            options={
                'verbose_name_plural': 'aliases',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name'), name='alias_once')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occurred_on', models.DateField()),
                ('recorded_at', models.DateTimeField(default=samspel.core.clock.now)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('void_reason', models.CharField(blank=True, max_length=500)),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='actors.merge')),
                ('example', models.BooleanField(default=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='actors.organisation')),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='actors.organisation')),
                ('reason', models.CharField(max_length=500)),
                ('evidence', models.ManyToManyField(blank=True, related_name='+', to='kernel.evidence')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at__isnull', True), ('voided_by__isnull', True)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='actors_merge_void_is_whole'), models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('organisation',), name='merged_once'), models.CheckConstraint(condition=models.Q(('organisation', models.F('into')), _negated=True), name='merge_joins_two')],
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to='actors.organisation')),
                ('counts_as', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counted', to='actors.organisation')),
                ('known_from', models.DateTimeField()),
                ('known_until', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name_plural': 'identities',
                'indexes': [models.Index(fields=['counts_as', 'known_until'], name='identity_counted')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('known_until', None)), fields=('organisation',), name='one_identity_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='KeptApart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='actors.organisation')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='actors.organisation')),
                ('decided_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'kept apart',
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='kept_apart_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='kept_apart_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Competence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='competences', to='actors.organisation')),
                ('code', models.SlugField(max_length=40)),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'code'), name='competence_once')],
            },
        ),
        migrations.CreateModel(
            name='PastOperation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.SlugField(max_length=40)),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=300)),
                ('text', models.TextField(blank=True)),
                ('beneficiary_name', models.CharField(help_text='as the register writes it', max_length=200)),
                ('beneficiary', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='past_operations', to='actors.organisation')),
                ('granted', models.DecimalField(decimal_places=2, help_text='in `currency`', max_digits=15)),
                ('currency', models.CharField(max_length=3)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('objective', models.CharField(blank=True, max_length=300)),
                ('municipalities', models.ManyToManyField(related_name='+', to='kernel.municipality')),
            ],
            options={
                'ordering': ['starts_on', 'code'],
                'constraints': [models.UniqueConstraint(fields=('register', 'code'), name='past_operation_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='past_operation_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='years', to='actors.organisation')),
                ('year', models.PositiveSmallIntegerField()),
                ('staff', models.DecimalField(decimal_places=2, max_digits=10)),
                ('turnover', models.DecimalField(blank=True, decimal_places=2, help_text='EUR', max_digits=17, null=True)),
                ('balance', models.DecimalField(blank=True, decimal_places=2, help_text='EUR', max_digits=17, null=True)),
                ('size_class', models.CharField(blank=True, choices=[('micro', 'micro'), ('small', 'small'), ('medium', 'medium'), ('large', 'large')], max_length=6)),
            ],
            options={
                'ordering': ['-year'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'year'), name='organisation_year_once'), models.CheckConstraint(condition=models.Q(('staff__gte', 0)), name='staff_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Ownership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='owns', to='actors.organisation')),
                ('owned', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='owned_by', to='actors.organisation')),
                ('kind', models.CharField(choices=[('shares', 'shares'), ('votes', 'votes'), ('appoints', 'appoints'), ('dominant', 'dominant')], max_length=8)),
                ('share', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['owner__name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('owner', models.F('owned')), _negated=True), name='ownership_joins_two'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['shares', 'votes']), ('share__gt', 0), ('share__lte', 100)), models.Q(('kind__in', ['appoints', 'dominant']), ('share__isnull', True)), _connector='OR'), name='ownership_share_in_per_cent'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='ownership_lasts')],
            },
        ),
    ]
