import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('actors', '0001_initial'), ('actors', '0002_identities_years_contacts_functions'), ('actors', '0003_first_identities')]

    dependencies = [
        ('actors', '0001_organisations'),
        ('programme', '0001_first_version'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='programme.programme')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='actors.organisation')),
                ('name', models.CharField(max_length=120)),
                ('role', models.CharField(blank=True, max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('basis', models.CharField(choices=[('consent', 'consent'), ('public_task', 'public_task'), ('contract', 'contract')], help_text='the legal basis of keeping the details', max_length=12)),
                ('given_on', models.DateField(help_text='the day of the consent, or of collection on another basis')),
                ('keep_until', models.DateField()),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('keep_until__gte', models.F('given_on'))), name='contact_kept_after_given')],
            },
        ),
        migrations.CreateModel(
            name='ActorFunction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actor_functions', to='programme.programme')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='functions', to='actors.organisation')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actor_functions', to='programme.area')),
                ('function', models.CharField(choices=[('research', 'research'), ('test_demo', 'test_demo'), ('incubation', 'incubation'), ('advice', 'advice'), ('financing', 'financing'), ('training', 'training'), ('network', 'network')], max_length=12)),
                ('example', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'area', 'function'), name='actor_function_once')],
            },
        ),
    ]
